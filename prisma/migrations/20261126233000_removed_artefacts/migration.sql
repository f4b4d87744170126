-- Not breaking. Hashes of files that the operator removed. No account can store such a file again, and nobody can remove a row.
CREATE TABLE "removed_artefacts" (
  "sha256" TEXT NOT NULL PRIMARY KEY,
  "removed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON "removed_artefacts" TO infinitio_api;
