-- Not breaking. Bids rest (ADR 26): how many GPUs of one are still to go, why an order left, and which matches settle in one transaction.
ALTER TABLE "book_orders" ADD COLUMN "open_gpus" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "left_reason" TEXT;
ALTER TABLE "settlements" ADD COLUMN "group_id" BIGINT;
CREATE INDEX "settlements_group_id_idx" ON "settlements" ("group_id") WHERE "group_id" IS NOT NULL;
