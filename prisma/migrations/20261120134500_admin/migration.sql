-- Not breaking. What an operator decides (admin_commands, for the matcher) and does (admin_audit), with a role of its own; the market's
-- mode, blocked accounts and generations of the journal, as the matcher's read model.
CREATE TABLE "admin_commands" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "command_key" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "payload" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "admin_commands_command_key_key" ON "admin_commands" ("command_key");
INSERT INTO "cursors" ("source", "last_id") VALUES ('admin', 0);

-- Two rows a command: 'started' before it does anything, then 'done' or 'failed'. One that was killed has the first alone.
CREATE TABLE "admin_audit" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "run_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "who" TEXT NOT NULL,
  "command" TEXT NOT NULL,
  "arguments" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "outcome" TEXT NOT NULL,
  "result" TEXT NOT NULL,
  CONSTRAINT "admin_audit_outcome" CHECK ("outcome" IN ('started', 'done', 'failed')),
  CONSTRAINT "admin_audit_reason" CHECK (btrim("reason") <> '')
);
CREATE UNIQUE INDEX "admin_audit_run_id_outcome_key" ON "admin_audit" ("run_id", "outcome");
CREATE INDEX "admin_audit_at_idx" ON "admin_audit" ("at");

ALTER TABLE "matcher_status" ADD COLUMN "mode" TEXT NOT NULL DEFAULT 'open';
ALTER TABLE "matcher_status" ADD COLUMN "generation" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "book_accounts" (
  "account" TEXT PRIMARY KEY,
  "blocked" BOOLEAN NOT NULL,
  "updated_seq" BIGINT NOT NULL
);

-- A restore below what was published: the rows base_seq + 1 to lost_to_seq are gone, and no later row bears their numbers.
CREATE TABLE "journal_generations" (
  "generation" INTEGER PRIMARY KEY,
  "first_seq" BIGINT NOT NULL,
  "base_seq" BIGINT NOT NULL,
  "base_hash" TEXT NOT NULL,
  "lost_to_seq" BIGINT NOT NULL,
  "lost_hash" TEXT,
  "opened_at_ms" BIGINT NOT NULL
);

-- The operator may take the journal away from whoever writes it, and change nothing else of the matcher's.
CREATE FUNCTION admin_raise_fence() RETURNS BIGINT LANGUAGE sql SECURITY DEFINER SET search_path = public AS
  $$ UPDATE fence SET value = value + 1 WHERE id = 1 RETURNING value $$;
REVOKE ALL ON FUNCTION admin_raise_fence() FROM PUBLIC;

GRANT USAGE ON SCHEMA public TO infinitio_admin;
GRANT EXECUTE ON FUNCTION admin_raise_fence() TO infinitio_admin;
GRANT SELECT, INSERT ON "admin_commands", "admin_audit" TO infinitio_admin;
GRANT SELECT ON "journal", "journal_generations", "cursors", "fence", "matcher_status", "book_orders", "book_accounts", "book_nodes", "settlements", "skipped_commands",
  "blocks", "chain_nodes", "chain_accounts", "chain_commands", "leases", "follower_checkpoint", "transactions", "worker_status", "worker_commands",
  "api_commands", "relays" TO infinitio_admin;

GRANT SELECT ON "admin_commands" TO infinitio_matcher, infinitio_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON "book_accounts" TO infinitio_matcher;
GRANT SELECT, INSERT ON "journal_generations" TO infinitio_matcher;
GRANT SELECT ON "book_accounts", "journal_generations" TO infinitio_api;
