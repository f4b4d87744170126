-- Not breaking. Uploads of artefacts in parts, which continue after a broken connection. The bytes of each part are in the store of snapshots, under its id.
ALTER TABLE "artefacts"
  ADD COLUMN "part_bytes" INTEGER CHECK ("part_bytes" > 0),
  ADD COLUMN "received" INTEGER NOT NULL DEFAULT 0 CHECK ("received" BETWEEN 0 AND "bytes"),
  ADD COLUMN "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now();
CREATE UNIQUE INDEX "artefacts_upload_key" ON "artefacts" ("account", "sha256")
  WHERE "part_bytes" IS NOT NULL AND "stored_at" IS NULL AND "deleted_at" IS NULL;
CREATE TABLE "artefact_parts" (
  "part_id" UUID NOT NULL PRIMARY KEY,
  "artefact_id" UUID NOT NULL,
  "start" INTEGER NOT NULL CHECK ("start" >= 0),
  "bytes" INTEGER NOT NULL CHECK ("bytes" > 0),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "stored_at" TIMESTAMPTZ(3),
  "deleted_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "artefact_parts_stored_key" ON "artefact_parts" ("artefact_id", "start") WHERE "stored_at" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "artefact_parts_artefact_id_start_idx" ON "artefact_parts" ("artefact_id", "start");
GRANT SELECT, INSERT, UPDATE, DELETE ON "artefact_parts" TO infinitio_api;
