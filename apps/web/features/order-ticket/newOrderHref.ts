/** The address of a new order that is filled in so far. */
export function newOrderHref(
  wish: Readonly<Partial<Record<'class' | 'region' | 'price' | 'gpus' | 'hours' | 'from', string | number | null>>>,
): string {
  const said = Object.entries(wish).filter(([, value]) => value !== null && value !== undefined)
  return `/orders?${new URLSearchParams([['new', '1'], ...said.map(([name, value]) => [name, String(value)])])}`
}
