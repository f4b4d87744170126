import { type ErrorCode, errorTable, formatPt, pTokenUnits } from '@infinitio/domain'
import type { MandateWire } from '@infinitio/domain/wire'
import type { LastListing } from '../provision/listingFile.ts'
import { dayOf, endsSoon } from '../provision/mandateFault.ts'

/**
 * The command with which a person gives a machine a mandate (the permission that its own key signs asks). The person types it on that machine, and signs in the
 * browser with the wallet. It continues with the saved settings.
 */
export const giveMandateCommand = 'infinitio provide --pair'

/** Returns the command that solves a problem of a mandate. A price below the mandate's least price needs a mandate with a lower one. */
export function mandateCure(code: string | null): string {
  return code === 'order.mandate_price_too_low' ? `${giveMandateCommand} --floor <PT per GPU-hour>` : giveMandateCommand
}

/**
 * How a machine's asks (the orders that list it) are signed: with the wallet's key if it is on this machine, with the machine's own key if a mandate of the
 * wallet allows it, or not at all.
 */
export type Signing =
  /** `damagedMandate` is the path of the mandate's file if its content is damaged, otherwise null. */
  | { readonly by: 'wallet'; readonly keyFile: string; readonly damagedMandate: string | null }
  | { readonly by: 'mandate'; readonly mandate: MandateWire }
  /** `isOutdated` is true if the mandate in the file was signed for an earlier version of the market contract and is no longer valid. */
  | { readonly by: null; readonly damagedMandate: string | null; readonly isOutdated?: true }

/** Returns the signer as a text. */
export function signingText(signing: Signing): string {
  switch (signing.by) {
    case 'wallet':
      return `by the wallet, whose key is in ${signing.keyFile}`
    case 'mandate': {
      const { minPricePerGpuSecond, until } = signing.mandate
      const floor = formatPt(pTokenUnits(BigInt(minPricePerGpuSecond) * 3_600n), { digits: 4 })
      return `by this machine's own key, with your permission: ${floor} PT per GPU-hour or more, until ${dayOf(until)}`
    }
    case null:
      if (signing.isOutdated) return 'by nobody: the mandate is for the first edition of the market, and the wallet key is not here'
      return signing.damagedMandate === null
        ? 'by nobody: neither the wallet key nor a mandate is here'
        : 'by nobody: the mandate is damaged, and the wallet key is not here'
  }
}

/**
 * Returns the problems with signing asks (orders that list a machine) that the provider should see: the mandate is damaged, it has ended or ends within a week,
 * or the agent could not sign last time. `nowSeconds` is the block clock, or a clock close to it. Pure.
 */
export function signingTroubles(
  signing: Signing,
  { trouble, nowSeconds }: { trouble: LastListing['trouble']; nowSeconds: number },
): { code: ErrorCode | null; text: string }[] {
  if (signing.by === null && signing.isOutdated && signing.damagedMandate !== null) {
    const code = 'order.mandate_outdated'
    return [{ code, text: troubleText({ code, detail: signing.damagedMandate }) }]
  }
  if (signing.by !== 'mandate' && signing.damagedMandate !== null) return [damageOf(signing.by, signing.damagedMandate)]
  if (signing.by === 'wallet') return []
  const said = trouble === null ? [] : [{ code: trouble.code, text: troubleText(trouble) }]
  if (signing.by === null || said.length > 0) return said
  const { until } = signing.mandate
  if (until <= nowSeconds) {
    const code = 'order.mandate_expired'
    return [{ code, text: troubleText({ code, detail: `it ended ${dayOf(until)}` }) }]
  }
  return endsSoon({ until }, { nowSeconds }) ? [{ code: null, text: `the mandate ends ${dayOf(until)}: ${giveMandateCommand}` }] : []
}

/** Returns the problem of a damaged mandate file. While the wallet signs, it is only a warning without a code, because the machine stays listed. */
function damageOf(by: 'wallet' | null, file: string): { code: ErrorCode | null; text: string } {
  const damage = `${file} is damaged, so nothing here can sign the ask again`
  if (by === 'wallet') return { code: null, text: `${damage} once the wallet key is gone: ${giveMandateCommand}` }
  const code = 'node.wallet_needed'
  return { code, text: `${damage} (${code}): ${giveMandateCommand}` }
}

function troubleText({ code, detail }: { code: ErrorCode; detail: string }): string {
  const isOfMandate = code === 'node.wallet_needed' || code.startsWith('order.mandate_')
  return `${errorTable[code].sentence} [${detail}] (${code})${isOfMandate ? `: ${mandateCure(code)}` : ''}`
}
