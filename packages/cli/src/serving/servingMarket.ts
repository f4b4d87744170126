import { openLedger, type ReadStandings, RelayError } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { openClient } from '../context/settings.ts'
import { takeInterrupts } from '../terminal/interrupts.ts'
import { printResult } from '../terminal/print.ts'
import { type MoneyOptions, rpcOf } from '../wallet/moveMoney.ts'

/** Opens the service ledger of the market at `--url`. Throws `serving.no_ledger`. */
export async function openMarketLedger(options: MoneyOptions): Promise<Awaited<ReturnType<typeof openLedger>>> {
  const { addresses, chainId } = await openClient(options).getChain()
  return await openLedger({ rpcUrl: rpcOf(options), chainId, directory: addresses.directory, pToken: addresses.ptoken })
}

/**
 * Returns a function that reads the standings of services from the reports of validators, which the market stores. The function checks each signature itself,
 * so the market can only withhold reports, not change them.
 */
export async function checksOfMarket(options: MoneyOptions, { client, domain }: Awaited<ReturnType<typeof openLedger>>): Promise<ReadStandings> {
  const { transport, getChain } = openClient(options)
  const { addresses } = await getChain()
  const [{ address }, { openCheckBook }] = await Promise.all([import('@infinitio/sdk/services'), import('@infinitio/sdk/checks')])
  const [directory, attestations] = [address(addresses.directory), address(addresses.attestations)]
  const book = openCheckBook({ transport, client, chainId: domain.chainId, directory, attestations })
  return (offered) => book.read(offered)
}

/** Advice for a wallet with too little PToken: how its owner moves PToken from the Market balance to the wallet. */
export const fromMarket = 'infinitio wallet withdraw moves money from the Market balance to the wallet'

/** Runs `act`. If the package `relay` refuses it (RelayError), throws an error of the command with the same code. */
export async function withCodes<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof RelayError) throw refusal(error.code, { detail: error.detail })
    throw error
  }
}

/**
 * Prints the result of a server that has started, waits for Ctrl-C, then stops the server, and returns the exit code. Listens for signals before it prints,
 * because a program that reads the result may send one at once.
 */
export async function untilInterrupted({ result, stop }: { result: Parameters<typeof printResult>[0]; stop: () => Promise<void> }): Promise<number> {
  const ended = Promise.withResolvers<void>()
  const interrupts = takeInterrupts({ onEnd: ended.resolve })
  printResult(result)
  await ended.promise
  await stop()
  return interrupts.exitCode()
}
