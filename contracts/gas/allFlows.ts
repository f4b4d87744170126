import { attestFlows } from './attestFlows.ts'
import { auditFlows } from './auditFlows.ts'
import { emissionFlows } from './emissionFlows.ts'
import { gasFlows } from './gasFlows.ts'
import { governFlows } from './governFlows.ts'
import { hostingFlows } from './hostingFlows.ts'
import { marketFlows } from './marketFlows.ts'
import { ledgerFlows } from './ledgerFlows.ts'
import { poolFlows } from './poolFlows.ts'

/**
 * Measures the gas of the public flows (kinds of transactions that users or services send), by name. The result is exact: two runs over the same code give the
 * same numbers.
 */
export async function allFlows(): Promise<Record<string, number>> {
  const money = { ...(await gasFlows()), ...(await marketFlows()) }
  return {
    ...money,
    ...(await attestFlows()),
    ...(await governFlows()),
    ...(await emissionFlows()),
    ...(await auditFlows()),
    ...(await poolFlows()),
    ...(await ledgerFlows()),
    ...(await hostingFlows()),
  }
}
