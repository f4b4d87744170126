import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'

/** Takes the position of the signing button while the page looks for the wallet. */
export function WaitingButton() {
  const t = useTranslations('signer')
  return (
    <Button tone="primary" size="lg" full disabled>
      {t('waiting')}
    </Button>
  )
}
