-- Not breaking: a new column that may be null, and its index. The relay that a transaction was sent for before the relay was opened again.
ALTER TABLE "transactions" ADD COLUMN "reopened_relay_id" UUID;
CREATE INDEX "transactions_reopened_relay_id_idx" ON "transactions" ("reopened_relay_id");
