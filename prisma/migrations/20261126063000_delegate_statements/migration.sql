-- Not breaking. What a delegate wants to be chosen for, signed by its account.
CREATE TABLE "delegate_statements" (
  "account" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL CHECK (length("name") <= 60),
  "text" TEXT NOT NULL CHECK (length("text") <= 4000),
  "signature" TEXT NOT NULL,
  "signed_at" BIGINT NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "delegate_statements" TO infinitio_api;
