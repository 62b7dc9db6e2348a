using Stipple.System.Tests.Check;

namespace Stipple.System.Tests.Pages;

/// <summary>Somebody who has no pointer, and goes through a page with the tab key.</summary>
internal static class Keyboard
{
    /// <summary>
    /// Notes what can be worked, of buttons that exclude each other one; and at every press of the tab key, what had the focus
    /// until then, whether that was to be seen, and whether something lay over it.
    /// </summary>
    private const string Watch = """
        () => {
          const groups = new Map();
          const shown = at => at.checkVisibility({ visibilityProperty: true }) && at.getClientRects().length > 0;
          const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
            .filter(at => !at.disabled && at.type !== 'hidden' && at.tabIndex >= 0 && shown(at));
          const first = at => {
            if (at.type !== 'radio') return at;
            const group = `${at.form?.action} ${at.name}`;
            if (!groups.has(group)) groups.set(group, at);
            return groups.get(group);
          };
          const name = at => `${at.tagName.toLowerCase()} ${at.name || at.textContent.trim().slice(0, 40)}`;
          const marked = at => { const style = getComputedStyle(at); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'; };
          const watch = window.tabs = { wanted: new Set(all.map(first)), faults: [...document.querySelectorAll('[onclick]')].map(at => `only a pointer works ${name(at)}`) };
          watch.look = () => {
            const at = document.activeElement;
            if (!at || !watch.wanted.delete(first(at))) return;
            const label = at.labels?.[0];
            if (![at, label, label?.querySelector('*'), at.nextElementSibling, at.closest('label, td, li, .field')].some(one => one && marked(one))) watch.faults.push(`one does not see that ${name(at)} has the focus`);
            const box = (label && at.matches('[type=radio], [type=checkbox]') ? label : at).getClientRects()[0];
            const over = box && document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 12));
            if (over && ![at, label].some(one => one && (one.contains(over) || over.contains(one)))) watch.faults.push(`${name(over)} lies over ${name(at)}, which has the focus`);
          };
          watch.left = () => [...watch.wanted].map(at => `the tab key does not reach ${name(at)}`);
          document.addEventListener('keydown', watch.look, true);
          document.activeElement?.blur();
          // A date has a place for each of its parts.
          return all.reduce((presses, at) => presses + (at.type === 'date' ? 5 : 1), 2);
        }
        """;

    /// <summary>What a page keeps from somebody without a pointer, in words; nothing when it is as it should be.</summary>
    public static async Task<IEnumerable<string>> Faults(Reader reader, string page)
    {
        var presses = await reader.Page.EvaluateAsync<int>(Watch);
        for (var pressed = 0; pressed < presses; pressed++) await reader.Page.Keyboard.PressAsync("Tab");
        return (await reader.Page.EvaluateAsync<string[]>("() => { tabs.look(); document.activeElement?.blur(); return [...tabs.faults, ...tabs.left()]; }")).Select(fault => $"{page}: {fault}");
    }
}
