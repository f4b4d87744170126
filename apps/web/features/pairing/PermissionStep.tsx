import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import type { ChainWire } from '@infinitio/domain/wire'
import { getProvider } from '@infinitio/sdk'
import { type BrowserPairing, signPairedPermission } from '@infinitio/sdk/pairing'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { walletProblemOf } from '#web/parts/transaction/walletProblemOf.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

type PermissionStepProps = { readonly own: BrowserPairing; readonly chain: ChainWire; readonly machineNonce: string | null }

/** Signs the permission for the machine's own key, after showing its limits in words. */
export function PermissionStep({ own, chain, machineNonce }: PermissionStepProps) {
  const t = useTranslations('pair.permission')
  const signer = useSigner()
  const queryClient = useQueryClient()
  const { limits } = own.offer
  const signing = useMutation({
    mutationFn: async () => {
      if (signer.state !== 'ready' || machineNonce === null) throw new Error('unreachable: the button needs both')
      const { nextAskNonce: nonce } = await getProvider(browserApi)
      await signPairedPermission(browserApi, { pairing: own, machineNonce, signer: signer.signer, nonce, chain })
      await queryClient.invalidateQueries({ queryKey: ['pairing'] })
    },
  })
  const words = [
    t('price', { price: amountText(BigInt(limits.minPricePerGpuSecond) * 3_600n) }),
    t('duration', { duration: durationText(limits.maxDurationSeconds) }),
    limits.minNoticeSeconds > 0 ? t('notice', { notice: durationText(limits.minNoticeSeconds) }) : t('noNotice'),
    limits.maxTrialSeconds > 0 ? t('trial', { trial: durationText(limits.maxTrialSeconds) }) : t('noTrial'),
    t((limits.flags & 1) === 1 ? 'transferable' : 'notTransferable'),
    t('until', { moment: dayMinuteText(limits.until) }),
    t('money'),
  ]
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3 t13">
        <p>{t('text')}</p>
        <ul className="pair-limits">
          {words.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="dim">{t('free')}</p>
        <SignerButton
          label={t('button')}
          disabled={signing.isPending || signing.isSuccess || machineNonce === null}
          onSign={() => signing.mutate()}
        />
        {signing.isError && (
          <Callout tone="warn" alert>
            {walletProblemOf(signing.error).sentence} <ErrorCode code={walletProblemOf(signing.error).code} />
          </Callout>
        )}
      </div>
    </Panel>
  )
}
