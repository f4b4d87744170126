/** The simulated providers with the names their machines carry; each has an account of its own. None is a real company. */
export const providers = {
  northlight: 'Northlight',
  harbour: 'Harbour Compute',
  cascade: 'Cascade Racks',
  mesa: 'Mesa Cloud',
  liffey: 'Liffey GPU',
  polder: 'Polder Stack',
  lumiere: 'Lumière Calcul',
  sakura: 'Sakura Nodes',
  straits: 'Straits Metal',
  hangang: 'Hangang Compute',
} as const

/** A simulated provider. */
export type ProviderName = keyof typeof providers
