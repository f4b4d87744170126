'use client'
import type { ChannelWire } from '@infinitio/domain/wire'
import { getService } from '@infinitio/sdk'
import { askRelease, channelOfWire } from '@infinitio/sdk/services'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import type { UsageActs } from '#web/features/usage/usageActs.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { exactAssetText } from '#web/parts/govern/tokenText.ts'
import { mayCall } from '#web/parts/services/mayCall.ts'
import { walletProblemOf } from '#web/parts/transaction/walletProblemOf.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'

/**
 * Closes an open channel at once, if its service agrees. The wallet signs the request, and the service answers with its last claim. The panel shows this claim,
 * and then the wallet sends it to the chain. If the content policy of this page does not allow a request to the service, shows a command for the terminal
 * instead.
 */
export function ReleasePanel({ channel, origins, ...props }: UsageActs & { readonly channel: ChannelWire }) {
  const t = useTranslations('usage.release')
  const { usage, acts, onDone } = props
  const { chainId, ledger } = usage
  const facts = channelOfWire(channel)
  const service = useQuery({ queryKey: ['service', channel.service], queryFn: () => getService(browserApi, channel.service) })
  const url = service.data?.offer?.url ?? ''
  const asking = useMutation({
    mutationFn: () =>
      askRelease(facts, {
        ...{ url, serial: channel.serial, domain: { chainId, ledger } },
        sign: () => acts.signExit({ channel: facts, serial: channel.serial }),
      }),
  })
  if (asking.data !== undefined) {
    const release = asking.data
    return (
      <ActPanel
        title={t('title')}
        text={t('asked')}
        lines={[
          { name: t('claim'), amount: exactAssetText(channel, release.claim - BigInt(channel.settled)), tone: 'small' },
          { name: t('refund'), amount: exactAssetText(channel, BigInt(channel.deposited) - release.claim), tone: 'total' },
        ]}
        label={t('send')}
        once
        send={() => acts.release({ channel: facts, release })}
        onDone={onDone}
      />
    )
  }
  const canAsk = mayCall(url, origins)
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <p className="t13">{canAsk ? t('text') : t('command')}</p>
        {canAsk ? (
          <SignerButton label={asking.isPending ? t('asking') : t('ask')} disabled={asking.isPending} onSign={() => asking.mutate()} />
        ) : (
          <CodeLine text={`infinitio services release ${channel.channel}`} label={t('copy')} doneLabel={t('copied')} wrap />
        )}
        {asking.isError && (
          <Callout tone="warn" alert>
            {walletProblemOf(asking.error).sentence} <ErrorCode code={walletProblemOf(asking.error).code} />
          </Callout>
        )}
      </div>
    </Panel>
  )
}
