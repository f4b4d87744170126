-- Not breaking. Files that accounts store by their hash. The bytes are in the store of snapshots, under the id of the row.
CREATE TABLE "artefacts" (
  "artefact_id" UUID NOT NULL PRIMARY KEY,
  "account" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "bytes" INTEGER NOT NULL CHECK ("bytes" > 0),
  "readers" TEXT NOT NULL CHECK ("readers" IN ('owner', 'anybody')),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "stored_at" TIMESTAMPTZ(3),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "deleted_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "artefacts_account_sha256_key" ON "artefacts" ("account", "sha256") WHERE "stored_at" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "artefacts_account_created_at_idx" ON "artefacts" ("account", "created_at");
CREATE INDEX "artefacts_sha256_idx" ON "artefacts" ("sha256");
CREATE INDEX "artefacts_expires_at_idx" ON "artefacts" ("expires_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "artefacts" TO infinitio_api;
