/** The simulated providers by the names that their machines show. Each has its own account. None is a real company. */
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

/** The key of a simulated provider. */
export type ProviderName = keyof typeof providers
