-- Not breaking. Files of the reporter that a problem report shows to the provider, by their SHA-256.
ALTER TABLE "problem_reports" ADD COLUMN "artefacts" TEXT[] NOT NULL DEFAULT '{}';
