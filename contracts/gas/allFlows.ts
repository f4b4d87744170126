import { attestFlows } from './attestFlows.ts'
import { gasFlows } from './gasFlows.ts'
import { governFlows } from './governFlows.ts'
import { marketFlows } from './marketFlows.ts'

/** Gas of every public flow by name. Exact: two runs over the same code give the same numbers. */
export async function allFlows(): Promise<Record<string, number>> {
  return { ...(await gasFlows()), ...(await marketFlows()), ...(await attestFlows()), ...(await governFlows()) }
}
