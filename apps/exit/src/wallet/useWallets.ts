import { useEffect, useState } from 'react'
import type { EIP1193Provider } from 'viem'

/** A wallet that announced itself to this page (EIP-6963). `icon` is a data URI. */
export type AnnouncedWallet = { readonly id: string; readonly name: string; readonly icon: string; readonly provider: EIP1193Provider }

type Announcement = CustomEvent<{ info: { uuid: string; name: string; icon: string }; provider: EIP1193Provider }>

/** Returns every wallet in this browser that announced itself. */
export function useWallets(): readonly AnnouncedWallet[] {
  const [wallets, setWallets] = useState<readonly AnnouncedWallet[]>([])
  useEffect(() => {
    const onAnnounce = (event: Event) => {
      const { info, provider } = (event as Announcement).detail
      const wallet = { id: info.uuid, name: info.name, icon: info.icon.startsWith('data:') ? info.icon : '', provider }
      setWallets((known) => (known.some(({ id }) => id === wallet.id) ? known : [...known, wallet]))
    }
    addEventListener('eip6963:announceProvider', onAnnounce)
    dispatchEvent(new Event('eip6963:requestProvider'))
    return () => removeEventListener('eip6963:announceProvider', onAnnounce)
  }, [])
  return wallets
}
