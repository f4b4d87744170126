-- Not breaking. The records of commercial models: weights, tokenizer, licence and royalty, signed by the owner's account.
CREATE TABLE "model_records" (
  "model_id" INTEGER NOT NULL PRIMARY KEY,
  "account" TEXT NOT NULL,
  "weights_root" TEXT NOT NULL,
  "tokenizer_hash" TEXT,
  "chat_template_hash" TEXT,
  "licence" TEXT NOT NULL CHECK (length("licence") <= 100),
  "parent" TEXT NOT NULL CHECK (length("parent") <= 200),
  "royalty_bps" INTEGER NOT NULL,
  "signature" TEXT NOT NULL,
  "signed_at" BIGINT NOT NULL
);
CREATE INDEX "model_records_account_idx" ON "model_records" ("account");
GRANT SELECT, INSERT, UPDATE, DELETE ON "model_records" TO infinitio_api;
