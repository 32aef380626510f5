"""What browsers are told to refuse: one policy, in every page of the online copy and in the headers for a server."""

from __future__ import annotations

# A page cannot say by itself who may show it in a frame; a server can.
RULES = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {value}" for name, value in RULES.items())
HEADERS = {
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}


def headers_file() -> str:
    """The headers in the form that several hosts of static sites read from a file named `_headers`."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
