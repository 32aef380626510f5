// Pages with a chart that was drawn when the site was built: to copy it, or save it, as a picture.
import "../charts/chart-tools.js";
