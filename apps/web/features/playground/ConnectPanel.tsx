'use client'
import { useMutation } from '@tanstack/react-query'
import { MessagesSquare } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useConfig, useConnectors } from 'wagmi'
import { connect } from 'wagmi/actions'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { burnerId } from '#web/parts/wallet-connection/walletConfig.ts'

/** Asks a visitor to connect a wallet. On the development chain, one click creates a burner wallet (a test wallet with its key in this browser). */
export function ConnectPanel({ isDevelopment }: { readonly isDevelopment: boolean }) {
  const t = useTranslations('playground.connect')
  const config = useConfig()
  const burner = useConnectors().find(({ id }) => id === burnerId)
  const connecting = useMutation({
    mutationFn: async () => {
      if (burner !== undefined) await connect(config, { connector: burner, chainId: config.chains[0].id })
    },
  })
  const canBurn = isDevelopment && burner !== undefined
  return (
    <div className="panel">
      <StateBox
        kind="empty"
        icon={MessagesSquare}
        title={t('title')}
        actions={
          <>
            {canBurn && (
              <Button tone="primary" disabled={connecting.isPending} onClick={() => connecting.mutate()}>
                {t('burner')}
              </Button>
            )}
            <Button {...(canBurn ? {} : { tone: 'primary' as const })} onClick={() => void askToSignIn()}>
              {t('wallet')}
            </Button>
          </>
        }
      >
        {t('text')}
      </StateBox>
      {connecting.isError && <SigningProblemCallout error={connecting.error} />}
    </div>
  )
}
