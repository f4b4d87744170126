-- Not breaking. The speed of each answer in a report of a validator about AI services, with a signature of its own.
ALTER TABLE "check_reports" ADD COLUMN "times_signature" TEXT;
ALTER TABLE "check_answers" ADD COLUMN "first_ms" INTEGER, ADD COLUMN "whole_ms" INTEGER, ADD COLUMN "text_bytes" INTEGER;
