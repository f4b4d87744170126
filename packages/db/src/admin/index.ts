// The entry point of the package for `npm run admin`. It is separate because no other program loads Prisma Client, which costs memory and time.
export { type AdminClient, openAdminClient } from './adminClient.ts'
export { hasTakenAdminCommand, insertAdminCommand, insertSettlementRetry, raiseFenceByAdmin } from './adminCommands.ts'
export { type AuditEntry, insertAuditEntry, listAuditEntries } from './auditLog.ts'
export { type DeploymentStatus, readDeploymentStatus } from './deploymentStatus.ts'
export { readSettlementTrail, type SettlementTrail, type SettleTransaction } from './settlementTrail.ts'
