-- Not breaking. Every row of the way of one order names it: the hash of the bid is the trace id (ADR 0023). Null where a row is
-- about no order (a faucet, a block) and in rows from before this migration.
ALTER TABLE "relays" ADD COLUMN "order_hash" TEXT;
ALTER TABLE "transactions" ADD COLUMN "order_hash" TEXT;
ALTER TABLE "worker_commands" ADD COLUMN "order_hash" TEXT;
ALTER TABLE "chain_logs" ADD COLUMN "order_hash" TEXT;
ALTER TABLE "chain_commands" ADD COLUMN "order_hash" TEXT;
ALTER TABLE "connections" ADD COLUMN "order_hash" TEXT;
CREATE INDEX "relays_order_hash_idx" ON "relays" ("order_hash");
CREATE INDEX "transactions_order_hash_idx" ON "transactions" ("order_hash");
CREATE INDEX "chain_logs_order_hash_idx" ON "chain_logs" ("order_hash");
CREATE INDEX "connections_order_hash_idx" ON "connections" ("order_hash");
