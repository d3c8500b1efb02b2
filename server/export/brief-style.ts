/** The style of the printable brief, inside its page. Light only: it is made for paper. */
export const BRIEF_STYLE = `
@page { size: A4; margin: 22mm 20mm 24mm; @bottom-left { content: "Incident Ledger"; font: 8pt sans-serif; color: #666a70; }
@bottom-right { content: counter(page) " of " counter(pages); font: 8pt sans-serif; color: #666a70; } }
:root { color-scheme: light; }
body { max-width: 68ch; margin: 32px auto; padding: 0 20px; color: #1c1e21; background: #fff; font: 17px/27px Charter, "Bitstream Charter", Cambria, Georgia, serif; font-variant-numeric: tabular-nums lining-nums; }
header p:first-child { margin: 0; font: 600 13px/19px system-ui, sans-serif; color: #0b6a66; }
h1 { margin: 4px 0; font-size: 32px; line-height: 38px; }
h2 { margin: 28px 0 6px; font: 600 15px/20px system-ui, sans-serif; border-top: 1px solid #1c1e21; padding-top: 10px; }
.deck, footer, section { font: 14px/20px system-ui, sans-serif; color: #4a4e54; }
main p { margin: 0 0 12px; }
a { color: inherit; text-decoration-color: #0b6a66; text-decoration-thickness: 1px; text-underline-offset: 3px; }
sup { font: 10px/1 system-ui, sans-serif; color: #666a70; margin-left: 1px; }
i { font-style: normal; font-size: 13px; color: #666a70; }
ol, ul { margin: 0; padding-left: 20px; }
li { margin: 3px 0; overflow-wrap: anywhere; }
footer { margin-top: 28px; border-top: 1px solid #d9d7d1; padding-top: 10px; font-size: 12px; line-height: 17px; overflow-wrap: anywhere; }
section, li, main p { break-inside: avoid; }
h2 { break-after: avoid; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 11.5pt; line-height: 17pt; } .deck, footer, section { font-size: 9pt; line-height: 13pt; } a { text-decoration: none; } section:last-of-type { break-inside: auto; } }
`;
