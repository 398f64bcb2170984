/** Asks whether the application may read. `hidden` is carried through the form. */
export function consentPage(accounts: readonly string[], hidden: Readonly<Record<string, string>>): string {
  const fields = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  const shown = accounts.map((account) => `<li>Account ${escape(account)}</li>`);
  return page(
    'Let this application see your accounts?',
    `<p>This is a local stand-in for Schwab. It asks for no password.</p>
    <ul>${shown.join('')}</ul>
    <form method="post" action="authorize">${fields.join('')}
      <button name="choice" value="allow">Allow</button>
      <button name="choice" value="cancel">Cancel</button>
    </form>`,
  );
}

export function faultPage(detail: string): string {
  return page('This cannot go on', `<p>${escape(detail)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif } main { max-width: 26rem; margin: 3rem auto; padding: 0 1rem }</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
