"""Single sign-on: OpenID Connect, authorization code with PKCE. What the ministry's provider says is checked here."""
