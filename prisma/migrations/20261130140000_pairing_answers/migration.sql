-- Not breaking. The answer of a machine to the wallet that claimed its link: the node key's signature, or the refusal, which ends the link.
ALTER TABLE "pairings" ADD COLUMN "acceptance" TEXT CHECK (length("acceptance") <= 200);
ALTER TABLE "pairings" ADD COLUMN "is_refused" BOOLEAN NOT NULL DEFAULT false;
