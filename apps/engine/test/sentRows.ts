import { type TransactionRow, transactionColumns } from '@infinitio/db'
import { type Hex, parseTransaction } from 'viem'
import type { Market } from './startMarket.ts'

/** Returns the stored transactions that have a nonce and fulfil the SQL condition `where`, sorted by sender and nonce. */
export function sentRows(market: Market, where = 'true'): Promise<TransactionRow[]> {
  return market.owner.query<TransactionRow>(
    `select ${transactionColumns} from transactions where nonce is not null and (${where}) order by sender, nonce`,
    [],
  )
}

/** Returns the fees, nonce and call of each signed version of a transaction. */
export function signedVersions({ raw }: Pick<TransactionRow, 'raw'>) {
  return raw.map((bytes) => {
    const { nonce, maxFeePerGas, maxPriorityFeePerGas, data, to } = parseTransaction(bytes as Hex)
    return { nonce, maxFeePerGas: maxFeePerGas ?? 0n, maxPriorityFeePerGas: maxPriorityFeePerGas ?? 0n, data, to }
  })
}
