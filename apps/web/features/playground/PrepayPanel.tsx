'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { requestFaucet, waitForRelay } from '@infinitio/sdk'
import type { PaidServices } from '@infinitio/sdk/services'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { usePrepay } from '#web/features/playground/usePrepay.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { walletProblemOf } from '#web/parts/transaction/walletProblemOf.ts'

type PrepayProps = {
  readonly services: PaidServices
  readonly account: string
  readonly amount: bigint
  readonly isDevelopment: boolean
  readonly onDone: () => void
}

const coin = 10n ** 18n

/**
 * Shows each payment that the wallet must sign before the first message, and the button that sends it. On the development chain, the faucet is asked for money
 * first.
 */
export function PrepayPanel({ services, account, amount, isDevelopment, onDone }: PrepayProps) {
  const t = useTranslations('playground.prepay')
  const prepay = usePrepay(services)
  const plan = useQuery({
    queryKey: ['playground', 'plan', account],
    queryFn: () => planWithFaucet(services, { account, amount, isDevelopment }),
    retry: false,
  })
  const sending = useMutation({ mutationFn: prepay, onSuccess: onDone })
  if (plan.isError) {
    return (
      <Callout
        tone="warn"
        alert
        action={
          <Button size="sm" onClick={() => void plan.refetch()}>
            {t('again')}
          </Button>
        }
      >
        {problemOf(plan.error).sentence} <ErrorCode code={problemOf(plan.error).code} />
      </Callout>
    )
  }
  const known = plan.data
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body stack g4">
        <p className="t13">{t('text')}</p>
        {known === undefined ? (
          <div role="status">
            <p className="t13 dim">{isDevelopment ? t('faucet') : t('reading')}</p>
            <Skeleton width="100%" height={96} />
          </div>
        ) : (
          <>
            <MoneyLines
              lines={[
                { name: t('line.deposit'), amount: exactPtText(known.deposit) },
                ...(known.fromMarket > 0n ? [{ name: t('line.fromMarket'), amount: exactPtText(known.fromMarket), tone: 'small' as const }] : []),
                {
                  name: t('line.allow', { until: dayMinuteText(known.untilSeconds) }),
                  amount: t('line.aDay', { amount: exactPtText(known.dayCap) }),
                  tone: 'small',
                },
                ...(known.coins > 0n
                  ? [{ name: t('line.coins'), amount: t('line.coin', { amount: coinText(known.coins) }), tone: 'small' as const }]
                  : []),
                { name: t('line.network'), amount: String(known.steps.length), tone: 'small' },
                { name: t('line.total'), amount: exactPtText(known.deposit), tone: 'total' },
              ]}
            />
            <p className="t12 dim">{t('risk')}</p>
            <Button tone="primary" size="lg" full disabled={sending.isPending} onClick={() => sending.mutate(known)}>
              {sending.isPending ? t('sending') : t('send', { amount: exactPtText(known.deposit) })}
            </Button>
          </>
        )}
        {sending.isError && (
          <Callout tone="warn" alert>
            {walletProblemOf(sending.error).sentence} <ErrorCode code={walletProblemOf(sending.error).code} />
          </Callout>
        )}
      </div>
    </Panel>
  )
}

/** Plans the deposit. If the wallet has too little on the development chain, the faucet sends it test money first. */
async function planWithFaucet(services: PaidServices, { account, amount, isDevelopment }: Pick<PrepayProps, 'account' | 'amount' | 'isDevelopment'>) {
  try {
    return await services.plan(amount)
  } catch (error) {
    if (!isDevelopment || problemOf(error).code !== 'account.insufficient_balance') throw error
    const { relayId } = await requestFaucet(browserApi, { account })
    await waitForRelay(browserApi, { relayId, timeoutSeconds: 20, until: 'mined' })
    return await services.plan(amount)
  }
}

function coinText(units: bigint): string {
  return (Number(units) / Number(coin)).toString()
}
