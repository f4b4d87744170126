-- Not breaking. The same root can be signed for several hours, and then its facts differ. So the facts belong to a root and its hour, and nothing changes them but a
-- replacement of all.
ALTER TABLE "machine_statements" DROP CONSTRAINT "machine_statements_pkey";
ALTER TABLE "machine_statements" ADD CONSTRAINT "machine_statements_pkey" PRIMARY KEY ("epoch", "root", "node_id");
DROP INDEX "machine_statements_epoch_idx";
REVOKE UPDATE ("epoch") ON "machine_statements" FROM infinitio_api;
