/** The Worker's entry. (Its routes are being built.) */
export default { fetch: () => new Response(null, { status: 503 }) } satisfies ExportedHandler;
