import { readFileSync } from 'node:fs'
import { gOracleAbi, readFunding } from '@infinitio/chain'
import { encodeFunctionData, parseEther } from 'viem'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Round } from '../validator/validator.ts'

/** Seconds between two reports of the PToken's value. The oracle uses reports of the last six hours. */
const reportEverySeconds = 2n * 3_600n
const updateEverySeconds = 3_600n

/**
 * Reports the value of one PToken in G from the operator's own source: every two hours, and after a change. If this validator has the turn to send transactions
 * for all, it also makes the oracle contract store the median of the reports, once an hour. Without a source, reports nothing: validators must not copy each
 * other's reports.
 */
export async function reportRate(validator: OpenValidator, round: Round): Promise<void> {
  const { client, opened, address, rateFile, logger } = validator
  if (rateFile === null || round.set === null) return
  const rate = readRateFile(rateFile)
  if (rate === null) {
    logger.warn({ rateFile }, 'the rate of G is no decimal number')
    return
  }
  const funding = await readFunding(client, opened.addresses.directory)
  if (funding === null) return
  const oracle = { address: funding.rateOracle, abi: gOracleAbi } as const
  const [said, [, updatedAt]] = await Promise.all([
    client.readContract({ ...oracle, functionName: 'reportOf', args: [address] }),
    client.readContract({ ...oracle, functionName: 'lastRate' }),
  ])
  if (said.rate !== rate || round.headTime >= BigInt(said.reportedAt) + reportEverySeconds) {
    const report = { to: funding.rateOracle, data: encodeFunctionData({ ...oracle, functionName: 'report', args: [rate] }) }
    if (!(await sendCall(validator, report, 'reporting the rate of G'))) return
  }
  const isDue = round.headTime >= BigInt(updatedAt) + updateEverySeconds
  if (!isDue || !hasTurn(validator, round)) return
  await sendCall(validator, { to: funding.rateOracle, data: encodeFunctionData({ ...oracle, functionName: 'update' }) }, 'having the rate of G taken')
}

/**
 * Reads the value of a PToken in G from the operator's file, which contains one decimal number, as a fixed-point number with 18 decimals. Returns null for a
 * malformed number. Throws if the file cannot be read.
 */
function readRateFile(file: string): bigint | null {
  const text = readFileSync(file, 'utf8').trim()
  return /^\d{1,6}(\.\d{1,18})?$/.test(text) ? parseEther(text) : null
}
