import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'

/** A disabled button in the position of the signing button. It is shown while the page looks for the wallet. */
export function WaitingButton() {
  const t = useTranslations('signer')
  return (
    <Button tone="primary" size="lg" full disabled aria-busy>
      {t('waiting')}
    </Button>
  )
}
