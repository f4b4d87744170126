-- Not breaking. Why a machine's ask will not be signed again, in the reading of the machine: a code, and when its mandate ends. Null while all is well, and in readings of an older agent.
ALTER TABLE "telemetry" ADD COLUMN "signing_trouble" JSONB;
