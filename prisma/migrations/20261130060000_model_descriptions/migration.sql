-- Not breaking. What the owner of a commercial model says about it, signed by the owner's account.
CREATE TABLE "model_descriptions" (
  "model_id" INTEGER NOT NULL PRIMARY KEY,
  "account" TEXT NOT NULL,
  "text" TEXT NOT NULL CHECK (length("text") <= 4000),
  "signature" TEXT NOT NULL,
  "signed_at" BIGINT NOT NULL
);
CREATE INDEX "model_descriptions_account_idx" ON "model_descriptions" ("account");
GRANT SELECT, INSERT, UPDATE, DELETE ON "model_descriptions" TO infinitio_api;
