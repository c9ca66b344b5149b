"""What is said about a bureau's own template, in both languages, and the names of its places."""

from anjian.exports.labels import EN, ZH

NAMES = {
    "title": {ZH: "标题", EN: "title"},
    "marks": {ZH: "标识", EN: "marks"},
    "body": {ZH: "正文", EN: "body"},
    "chart": {ZH: "图", EN: "chart "},
    "table": {ZH: "表", EN: "table "},
    "notes": {ZH: "注释", EN: "notes"},
    "appendix": {ZH: "附录", EN: "appendix"},
    "checks": {ZH: "核对单", EN: "check sheet"},
    "file": {ZH: "文件属性", EN: "file"},
}

WORDS = {
    # what makes a template unfit: place, found, allowed, what to do
    "large_file": {
        ZH: "模板有{found}，最多{allowed}，没有打开。请压缩或删去其中的图片",
        EN: "the template has {found}, allowed: {allowed}; not opened. Shrink or remove its pictures",
    },
    "not_a_package": {
        ZH: "模板不是.docx文件，或已损坏：{found}。请在Word或WPS中打开，另存为.docx",
        EN: "the template is no .docx file, or is damaged: {found}. Open it in Word or WPS and save it as .docx",
    },
    "old_or_locked": {
        ZH: "模板加了密码，或是旧的.doc格式。请去掉密码，另存为.docx",
        EN: "the template has a password or is an old .doc. Remove the password and save it as .docx",
    },
    "another_kind": {
        ZH: "模板不是Word文档：{place}的类型是{found}。请用Word或WPS另存为.docx（不要选“Strict Open XML”）",
        EN: "the template is no Word document: {place} is {found}. Save it as .docx (not Strict Open XML)",
    },
    "many_entries": {
        ZH: "模板的压缩包里有{found}个文件，最多{allowed}个，没有解开。请换一个模板",
        EN: "the template's package holds {found} files, allowed: {allowed}; not unpacked. Use another template",
    },
    "large_unpacked": {
        ZH: "模板的{place}解开后有{found}，最多{allowed}，没有解开。请换一个模板",
        EN: "the template, {place}: unpacks to {found}, allowed: {allowed}; not unpacked. Use another template",
    },
    "squeezed": {
        ZH: "模板的{place}压缩到了{found}分之一，最多{allowed}分之一，像压缩炸弹，没有解开。请换一个模板",
        EN: "the template, {place}: packed {found} to one, allowed: {allowed}; like a zip bomb, not unpacked. "
        "Use another template",
    },
    "entry_name": {
        ZH: "模板的压缩包里有不该有的文件名：{found}。请在Word或WPS中另存一份",
        EN: "the template's package holds a strange file name: {found}. Save a fresh copy from Word or WPS",
    },
    "entry_locked": {
        ZH: "模板的{place}加了密码或用了别的压缩方法，读不了。请在Word或WPS中另存一份",
        EN: "the template, {place}: has a password or another compression. Save a fresh copy from Word or WPS",
    },
    "inside": {
        ZH: "模板的{place}里还有{found}，只允许图表的.xlsx。请删去这个嵌入的对象",
        EN: "the template, {place}: holds {found}, allowed: a chart's own .xlsx. Remove the embedded object",
    },
    "macros": {
        ZH: "模板带宏或控件：{place}。请另存为不带宏的.docx",
        EN: "the template has macros or controls: {place}. Save it as .docx, without macros",
    },
    "signed": {
        ZH: "模板有数字签名：{place}。填写后签名就失效，请用没有签名的模板",
        EN: "the template has a digital signature: {place}. Filling it in would break it; use one without",
    },
    "xml": {
        ZH: "模板的{place}已损坏：{found}。请在Word或WPS中另存一份",
        EN: "the template, {place}: damaged: {found}. Save a fresh copy from Word or WPS",
    },
    "doctype": {
        ZH: "模板的{place}里有DOCTYPE声明，Word文档没有这个，没有打开。请在Word或WPS中另存一份",
        EN: "the template, {place}: has a DOCTYPE, which no Word document has; not opened. "
        "Save a fresh copy from Word or WPS",
    },
    "external": {
        ZH: "模板的{place}会自己去取外部的东西（{kind}）：{found}。只允许网页和邮件链接。请改为嵌入，或删去",
        EN: "the template, {place}: fetches something from outside ({kind}): {found}; allowed: web and mail links. "
        "Embed or remove it",
    },
    "own_template": {
        ZH: "模板的{place}还连着另一个模板：{found}。请在Word的“开发工具—文档模板”里改为Normal，再保存",
        EN: "the template, {place}: is attached to another template: {found}. "
        "In Word under Developer, Document Template, set Normal and save",
    },
    "link": {
        ZH: "模板的{place}有这样的链接：{found}。只允许{allowed}。请删去或改正",
        EN: "the template, {place}: has the link {found}; allowed: {allowed}. Remove or mend it",
    },
    "field": {
        ZH: "模板的{place}有会执行命令或读取外部文件的域：{found}。请删去这个域",
        EN: "the template, {place}: has a field that runs commands or reads other files: {found}. Remove the field",
    },
    "active": {
        ZH: "模板的{place}有嵌入的对象或引入的文件（{kind}）：{found}。请删去，需要的文字直接写进模板",
        EN: "the template, {place}: has an embedded object or a file taken in ({kind}): {found}. "
        "Remove it, and write what is needed into the template",
    },
    "dangling": {
        ZH: "模板已损坏：{place}提到{found}，而模板里没有。请在Word或WPS中打开，另存一份",
        EN: "the template is damaged: {place} names {found}, which is missing. Open it in Word or WPS and save a copy",
    },
    # what stands at a place that cannot be filled
    "unknown": {
        ZH: "{place}：“{found}”不是可填的名称{near}",
        EN: '{place}: "{found}" is no name that can be filled{near}',
    },
    "near": {ZH: "，是不是“{name}”？", EN: '; did you mean "{name}"?'},
    "statement": {
        ZH: "{place}：“{found}”是程序语句，模板里只能写“{example}”这样的名称",
        EN: '{place}: "{found}" is a statement; a template takes names only, such as "{example}"',
    },
    "unclosed": {
        ZH: "{place}：“{found}”不成对，应写成“{example}”",
        EN: '{place}: "{found}" stands alone; write "{example}"',
    },
    "misplaced": {
        ZH: "{place}：“{found}”只能放在正文里，不能放在页眉、页脚、脚注或文本框里",
        EN: '{place}: "{found}" can stand in the text only, not in a header, footer, footnote or text box',
    },
    "not_alone": {
        ZH: "{place}：“{found}”要单独成段，同段不能有别的文字",
        EN: '{place}: "{found}" needs a paragraph of its own, without other text',
    },
    "twice": {
        ZH: "{place}：“{found}”的内容已放在别处，只能放一次",
        EN: '{place}: what "{found}" holds is placed already; once only',
    },
    "beyond": {ZH: "{place}：没有“{found}”，这份材料只有{n}个", EN: '{place}: no "{found}", this document has {n}'},
    "drawn": {
        ZH: "{place}：“{found}”写在图表或SmartArt图形里，填不了，请改写到段落、表格或文本框",
        EN: '{place}: "{found}" stands in a chart or SmartArt and cannot be filled; '
        "move it to a paragraph, a table or a text box",
    },
    "nothing": {
        ZH: "模板里没有可填的位置，请在要填的地方写上“{example}”",
        EN: 'the template has no place to fill; write "{example}" where something is to stand',
    },
    "many_places": {
        ZH: "模板里的占位超过{allowed}处，没有填写",
        EN: "the template has more than {allowed} places to fill; none was filled",
    },
    # what the reader is told, and the file is made
    "no_place": {
        ZH: "模板没有放“{found}”的地方，文件里不会有",
        EN: 'no place for "{found}": the file will be without it',
    },
    "no_place_in": {
        ZH: "模板没有放“{found}”的地方，文件里不会有其中的{counts}",
        EN: 'no place for "{found}": the file will be without its {counts}',
    },
    "opening": {ZH: "开头部分", EN: "opening"},
    "paragraphs": {ZH: "{n}段文字", EN: "paragraphs ({n})"},
    "charts": {ZH: "{n}幅图", EN: "charts ({n})"},
    "tables": {ZH: "{n}张表", EN: "tables ({n})"},
    "quoted": {ZH: "“{name}”", EN: '"{name}"'},
    "and": {ZH: "、", EN: ", "},
    "no_heading": {
        ZH: "模板没有“标题 {n}”样式，这一级标题用正文格式加粗",
        EN: 'the template has no style "heading {n}": headings of this level are set like the text, in bold',
    },
    "blank": {ZH: "“{found}”没有内容，留空手填", EN: '"{found}" has no content: left blank, to be filled in by hand'},
    "marks_first": {
        ZH: "模板首页没有放“{found}”的地方，写在正文最前面",
        EN: 'no place for "{found}" on page one: put before the text',
    },
    "file_last": {
        ZH: "模板没有放{found}的地方，写在最后一段",
        EN: "no place for {found}: stated in the last paragraph",
    },
    "refused": {ZH: "模板有{n}处填不了：", EN: "places of the template that cannot be filled: {n}"},
    "more": {ZH: "……还有{n}处", EN: "… and {n} more"},
    "allowed": {ZH: "可填的有：{names}", EN: "what can be filled: {names}"},
    "semicolon": {ZH: "；", EN: "; "},
    # where
    "in_text": {ZH: "正文第{n}段（{near}）", EN: "paragraph {n} of the text ({near})"},
    "in_cell": {ZH: "第{n}个表格第{row}行第{column}格（{near}）", EN: "table {n}, row {row}, cell {column} ({near})"},
    "in_box": {ZH: "文本框（{near}）", EN: "text box ({near})"},
    "in_header": {ZH: "页眉（{near}）", EN: "header ({near})"},
    "in_footer": {ZH: "页脚（{near}）", EN: "footer ({near})"},
    "in_notes": {ZH: "脚注或尾注（{near}）", EN: "footnote or endnote ({near})"},
}  # fmt: skip


def say(key: str, lang: str, **slots: object) -> str:
    """Return one wording with its slots filled; any language but English reads the Chinese."""
    return WORDS[key][EN if lang == EN else ZH].format(**slots)


def name(key: str, lang: str) -> str:
    """Return the name of a place."""
    return NAMES[key][EN if lang == EN else ZH]
