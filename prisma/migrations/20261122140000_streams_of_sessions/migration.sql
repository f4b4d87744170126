-- Not breaking. Which session a token for a shell, a log or a port was made in: what it opens ends with that session (ADR 99).
ALTER TABLE "terminal_tokens" ADD COLUMN "session_hash" TEXT;
ALTER TABLE "port_tokens" ADD COLUMN "session_hash" TEXT;
GRANT SELECT ("token_hash", "account", "session_key", "revoked_at", "expires_at") ON "sessions" TO infinitio_gateway;
GRANT SELECT ("account", "key", "revoked") ON "chain_sessions" TO infinitio_gateway;
