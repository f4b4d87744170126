-- Not breaking. How far the wall clock of the matcher's host leapt ahead while nobody confirms it; null while it is trusted.
ALTER TABLE "matcher_status" ADD COLUMN "clock_ahead_ms" BIGINT;
