-- Not breaking. API tokens are sessions of a session key with an id and a name; both are null for sessions that somebody signed in to.
ALTER TABLE "sessions" ADD COLUMN "token_id" UUID, ADD COLUMN "name" TEXT;
CREATE INDEX "sessions_tokens_idx" ON "sessions" ("account", "session_key") WHERE "token_id" IS NOT NULL AND "revoked_at" IS NULL;
