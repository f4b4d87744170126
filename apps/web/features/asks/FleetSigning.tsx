'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import type { FleetAct } from '@infinitio/domain'
import type { FleetSigningWire } from '@infinitio/domain/wire'
import { type FleetPlan, getFleetSigning, planFleetChange, type WantedChange } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { FleetEffect } from '#web/features/asks/FleetEffect.tsx'
import { PriceWarningList, priceKey, warnedChanges } from '#web/features/asks/PriceWarningCallout.tsx'
import type { FleetVerdict } from '#web/features/asks/signEach.ts'
import { useFleetAct } from '#web/features/asks/useFleetAct.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'

type FleetSigningProps = {
  readonly act: FleetAct
  readonly changes: readonly WantedChange[]
  /** Renders the machines with their results. `isBusy` is true while the wallet signs, or while results of machines are still missing. */
  readonly rows: (state: { readonly verdicts: ReadonlyMap<string, FleetVerdict>; readonly isBusy: boolean; readonly isDone: boolean }) => ReactNode
  readonly onDone?: () => void
  readonly onClose: () => void
}

/**
 * Signs changes of many machines. One signature is enough for all machines that may sign their own asks. The other machines are listed before the signature,
 * and the user either leaves them out or signs once for each. If a price is probably a mistake, the user must press the button twice.
 */
export function FleetSigning(props: FleetSigningProps) {
  const t = useTranslations('provide.fleetAct')
  const query = useQuery({ queryKey: ['provider', 'signing'], queryFn: () => getFleetSigning(browserApi), refetchInterval: 10_000 })
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<SigningSkeleton />}>
      {(signing) => <SigningForm {...props} signing={signing} />}
    </QueryView>
  )
}

function SigningSkeleton() {
  return (
    <div className="stack g4" aria-hidden>
      <Skeleton width="100%" height={180} />
      <Skeleton width="100%" height={36} />
    </div>
  )
}

function SigningForm({ act, changes, rows, onDone, onClose, signing }: FleetSigningProps & { readonly signing: FleetSigningWire }) {
  const t = useTranslations('provide.fleetAct')
  const why = useTranslations('reasons')
  const { changing, signed, verdicts } = useFleetAct()
  const [choice, setChoice] = useState<boolean | null>(null)
  const plan = planFleetChange(changes, signing, { nowSeconds: Math.floor(Date.now() / 1_000) })
  const isEach = choice ?? plan.byList.length === 0
  const each = isEach ? plan.byWallet.map(({ change }) => change) : []
  const signable = [...plan.byList, ...each]
  const count = (plan.byList.length > 0 ? 1 : 0) + each.length
  const warned = warnedChanges(signable)
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set())
  const isWarned = warned.length > 0 && warned.every((change) => confirmed.has(priceKey(change)))
  const problem = changing.isError ? signingProblemOf(changing.error) : null
  const sent = changing.variables
  const total = sent === undefined ? count : (sent.byList.length > 0 ? 1 : 0) + sent.each.length
  // True if the market may have received some of the changes although an error followed. The list for machines that sign their own asks is sent right after its
  // signature. The changes that the wallet signs one by one are sent only after all of them are signed.
  const isMaybeSent = signed > 0 && (signed === total || (sent?.byList.length ?? 0) > 0)
  function sign(): void {
    if (warned.length > 0 && !isWarned) setConfirmed(new Set(warned.map(priceKey)))
    else changing.mutate({ byList: plan.byList, each }, { onSuccess: () => onDone?.() })
  }
  return (
    <div className="stack g4">
      {rows({ verdicts, isBusy: changing.isPending, isDone: changing.isSuccess })}
      {!changing.isSuccess && !changing.isPending && plan.byWallet.length > 0 && <Others plan={plan} isEach={isEach} onEach={setChoice} />}
      {!changing.isSuccess && count > 0 && <FleetEffect changes={signable} />}
      {!changing.isSuccess && !changing.isPending && isWarned && <PriceWarningList changes={warned} />}
      {problem !== null && (
        <Callout tone="warn" alert>
          {problem.sentence} {t(isMaybeSent ? 'maybeSent' : 'nothingSent')} <ErrorCode code={problem.code} />
        </Callout>
      )}
      <p className="t13 dim" role="status">
        {changing.isSuccess || verdicts.size > 0
          ? resultText(t, [...verdicts.values()])
          : count > 0 && t('signatures', { count, machines: plan.byList.length, each: each.length })}
      </p>
      {!changing.isSuccess && (
        <SignerButton
          label={
            changing.isPending
              ? t(signed === total ? 'answering' : 'signing', { signed, count: total })
              : t(isWarned && act !== 'pause' ? `signAnyway.${act}` : `sign.${act}`, { count: signable.length })
          }
          disabled={changing.isPending}
          reason={count > 0 ? null : why(plan.byWallet.length > 0 ? 'none' : 'change')}
          onSign={sign}
        />
      )}
      {changing.isIdle || changing.isError ? (
        <Button tone="ghost" full onClick={onClose}>
          {t('cancel')}
        </Button>
      ) : null}
      {changing.isSuccess && (
        <Button full onClick={onClose}>
          {t('close')}
        </Button>
      )}
    </div>
  )
}

type OthersProps = { readonly plan: FleetPlan; readonly isEach: boolean; readonly onEach: (isEach: boolean) => void }

/** Lists the machines for which the wallet must sign one by one, each with the reason. The user can choose to sign for them, too. */
function Others({ plan: { byWallet }, isEach, onEach }: OthersProps) {
  const t = useTranslations('provide.fleetAct')
  return (
    <Callout tone="warn">
      <div className="stack g2">
        <b>{t('others', { count: byWallet.length })}</b>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it. */}
        <ul className="others t13" tabIndex={0} aria-label={t('othersLabel')}>
          {byWallet.map(({ change, why }) => (
            <li key={change.node.node}>
              <b className="strong">{change.node.name}</b>: {t(`why.${why}`)}
            </li>
          ))}
        </ul>
        <CheckRow checked={isEach} onChange={onEach} label={t('each', { count: byWallet.length })} />
      </div>
    </Callout>
  )
}

function resultText(t: ReturnType<typeof useTranslations<'provide.fleetAct'>>, verdicts: readonly FleetVerdict[]): string {
  const count = (state: FleetVerdict['state']) => verdicts.filter((verdict) => verdict.state === state).length
  return t('result', { done: count('done'), waiting: count('waiting'), refused: count('refused'), silent: count('silent') })
}
