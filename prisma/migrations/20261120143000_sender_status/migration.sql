-- Not breaking: new columns with defaults. How each sender key does, and since when a transaction that was in a block is in none.
ALTER TABLE "worker_status"
  ADD COLUMN "transactions_left" BIGINT,
  ADD COLUMN "low_gas" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "rest" TEXT,
  ADD COLUMN "in_flight" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "nonce_gap" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "transactions" ADD COLUMN "lost_at" TIMESTAMPTZ(3);
