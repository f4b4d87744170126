/** A small square in two colours taken from the account, to tell accounts apart at a glance. Says nothing that the text does not. */
export function Ident({ account }: { readonly account: string }) {
  const hue = Number.parseInt(account.slice(2, 6), 16) % 360
  const turn = Number.parseInt(account.slice(6, 8), 16) % 180
  return <span aria-hidden className="ident" style={{ background: `linear-gradient(${turn}deg, oklch(0.65 0.13 ${hue}) 50%, var(--text) 50%)` }} />
}
