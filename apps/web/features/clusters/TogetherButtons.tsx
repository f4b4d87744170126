'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import type { TogetherStep } from '#web/features/clusters/togetherTerms.ts'
import { useTogether } from '#web/features/clusters/useTogether.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WaitingButton } from '#web/parts/wallet-connection/WaitingButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type TogetherButtonsProps = {
  readonly steps: readonly TogetherStep[]
  readonly label: string
  /** True while the shown terms cannot be signed. */
  readonly isOff?: boolean
  /** Called before the first signature. */
  readonly onBegin?: () => void
  readonly onClose: () => void
}

/** Shows the button that signs one message for each lease, and how many are sent. */
export function TogetherButtons(props: TogetherButtonsProps) {
  return (
    <WalletBoundary waiting={<WaitingButton />}>
      <SignTogether {...props} />
    </WalletBoundary>
  )
}

function SignTogether({ steps, label, isOff = false, onBegin, onClose }: TogetherButtonsProps) {
  const t = useTranslations('clusterPage')
  const why = useTranslations('reasons')
  const { signing, sent } = useTogether({ onSent: onClose })
  const all = signing.isPending ? (signing.variables?.length ?? 0) : steps.length
  return (
    <div className="stack g3">
      {signing.isError && <SigningProblemCallout error={signing.error} />}
      {signing.isError && sent > 0 && <p className="t13">{t('someSent', { sent, left: steps.length })}</p>}
      <p className="t12 dim">{t('signatures', { count: all })}</p>
      <SignerButton
        label={signing.isPending ? t('signing', { number: Math.min(sent + 1, all), count: all }) : label}
        disabled={signing.isPending}
        reason={isOff ? why('fields') : steps.length === 0 ? why('none') : null}
        busy={signing.isPending}
        onSign={() => {
          onBegin?.()
          signing.mutate(steps)
        }}
      />
      <Button tone="ghost" full onClick={onClose}>
        {t('close')}
      </Button>
    </div>
  )
}
