-- Not breaking. Signed calls of the task pool, and the transactions in which the worker sends them, up to 16 calls in each.
CREATE TABLE "pool_calls" (
  "call_id" UUID NOT NULL PRIMARY KEY,
  "seq" BIGINT GENERATED ALWAYS AS IDENTITY,
  "call_key" TEXT NOT NULL,
  "request_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('call', 'deposit')),
  "name" TEXT NOT NULL,
  "lane" INTEGER NOT NULL,
  "account" TEXT NOT NULL,
  "payer" TEXT NOT NULL,
  "budget" TEXT NOT NULL CHECK ("budget" IN ('account', 'total')),
  "payload" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "pool_calls_seq_key" ON "pool_calls" ("seq");
CREATE UNIQUE INDEX "pool_calls_call_key_key" ON "pool_calls" ("call_key");
CREATE INDEX "pool_calls_request_id_idx" ON "pool_calls" ("request_id");
CREATE INDEX "pool_calls_created_at_idx" ON "pool_calls" ("created_at");
CREATE INDEX "pool_calls_payer_created_at_idx" ON "pool_calls" ("payer", "created_at");
GRANT SELECT, INSERT, DELETE ON "pool_calls" TO infinitio_api;
GRANT SELECT ON "pool_calls" TO infinitio_worker;
CREATE TABLE "pool_sends" (
  "send_id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "call_id" UUID NOT NULL REFERENCES "pool_calls" ("call_id") ON DELETE CASCADE ON UPDATE NO ACTION,
  "transaction_id" BIGINT,
  "position" INTEGER NOT NULL,
  "code" TEXT,
  CHECK ("transaction_id" IS NOT NULL OR "code" IS NOT NULL)
);
CREATE INDEX "pool_sends_call_id_idx" ON "pool_sends" ("call_id");
CREATE INDEX "pool_sends_transaction_id_idx" ON "pool_sends" ("transaction_id");
GRANT SELECT, INSERT, UPDATE ON "pool_sends" TO infinitio_worker;
GRANT SELECT ON "pool_sends" TO infinitio_api;
CREATE INDEX "chain_nodes_node_key_idx" ON "chain_nodes" ("node_key");
