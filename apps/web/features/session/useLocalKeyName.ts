import { useTranslations } from 'next-intl'
import { burnerId, developmentVoterId } from '#web/parts/wallet-connection/walletConfig.ts'

/** Returns a function that returns the name of a development-chain wallet for the id of its connector. */
export function useLocalKeyName(): (connectorId: string) => string {
  const t = useTranslations('session')
  return (connectorId) => {
    if (connectorId === burnerId) return t('burner')
    return t(connectorId === developmentVoterId ? 'developmentVoter' : 'providerOfThisMachine')
  }
}
