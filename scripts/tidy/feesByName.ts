import { feeKeys } from '../../packages/domain/src/fees/feeLines.ts'
import { type Finding, isProductCode, type SourceFile } from './sourceFile.ts'

/** Files and folders that may name single fees, each with the reason. Bills, receipts and statements iterate over the list of fees (`feesIn`) instead. */
export const feesNamedIn: Readonly<Record<string, string>> = {
  'packages/domain/src/fees/': 'the list, and the rules of the relay fee of a settle',
  'packages/domain/src/messages/feeMessages.ts': 'the names of fees',
  'packages/domain/src/orders/marketMessage.ts': 'fields of signed messages',
  'packages/domain/src/wire/chain.ts': 'the terms of an operator on the wire',
  'packages/domain/src/wire/settleTermsConversion.ts': 'the terms of an operator on the wire',
  'packages/chain/src/calls/': 'arguments of the contract',
  'packages/chain/src/orders/': 'arguments of the contract',
  'packages/chain/src/events/': 'fields of the events of the contract',
  'packages/db/src/': 'columns of SQL',
  'packages/matching/src/': 'commands of the journal, and what the book sets aside for a settle',
  'packages/sdk/src/account/': 'fields of signed messages',
  'packages/sdk/src/exit/exitEvents.ts': 'fields of the events of the contract',
  'packages/sdk/src/leases/leaseMessages.ts': 'fields of signed messages',
  'packages/cli/src/keys/signDraft.ts': 'fields of signed messages',
  'apps/api/src/actions/leases/draftExtend.ts': 'fields of signed messages',
  'packages/sdk/src/leases/signAutoExtend.ts': 'fields of signed messages',
  'packages/sdk/src/match/openMatches.ts': 'arguments of the contract',
  'packages/sdk/src/orders/': 'the signed limit of an order',
  'packages/cli/src/wallet/moveMoney.ts': 'the signed fee of a withdrawal',
  'packages/cli/src/json/': 'the fields that a command prints',
  'packages/sdk/src/pool/signPayIn.ts': 'the signed fee of a withdrawal',
  'apps/engine/src/follower/': 'fields of events and of the commands of the journal',
  'apps/engine/src/matcher/': 'the terms of an operator',
  'apps/engine/src/worker/': 'the terms of an operator, and fields of signed messages',
  'apps/engine/src/admin/shares.ts': 'the terms of an operator',
  'apps/engine/src/startEngine.ts': 'the terms of an operator',
  'apps/engine/src/startSenders.ts': 'the terms of an operator',
  'apps/api/src/actions/relays/': 'fields of signed messages',
  'apps/api/src/relays/': 'the terms of an operator, and fields of signed messages',
  'apps/api/src/intake/': 'the signed limit of an order, and the terms of an operator',
}

const names = new RegExp(`\\b(?:${feeKeys.join('|')})\\b`, 'g')

/**
 * Finds product files that name a single fee although `listed` does not allow it. All fees are in one list, and code may name one of them only for a reason in
 * `feesNamedIn`, such as a field of a signed message. Also finds entries of `listed` whose files name no fee.
 */
export function feesByName(files: readonly SourceFile[], listed: readonly string[] = Object.keys(feesNamedIn)): Finding[] {
  const naming = files.filter((file) => isProductCode(file) && !file.path.includes('/generated/') && file.text.search(names) !== -1)
  const isAt = (place: string, path: string) => (place.endsWith('/') ? path.startsWith(place) : path === place)
  const rule = 'fees-are-listed-once'
  return [
    ...naming
      .filter(({ path }) => !listed.some((place) => isAt(place, path)))
      .map(({ path, text }) => ({
        path: `${path}:${text.slice(0, text.search(names)).split('\n').length}`,
        rule,
        message: 'it names a single fee: iterate the lines of feesIn (packages/domain/src/fees), or list the file with its reason',
      })),
    ...listed
      .filter((place) => !naming.some(({ path }) => isAt(place, path)))
      .map((place) => ({ path: place, rule, message: 'it names no fee any longer: delete it from the list in feesByName.ts' })),
  ]
}
