"""The values of an export."""

from dataclasses import dataclass, field

# Of WordPress itself, and of plugins that describe its fields and authors.
INNER = frozenset(
    {
        *("nav_menu_item", "revision", "wp_navigation", "wp_template"),
        *("wp_template_part", "wp_global_styles", "wp_block", "custom_css"),
        *("customize_changeset", "oembed_cache", "user_request", "wp_font_family"),
        *("wp_font_face", "guest-author", "acf-field", "acf-field-group"),
        *("acf-post-type", "acf-taxonomy", "acf-ui-options-page"),
    }
)
OF_PLUGINS = frozenset(
    {
        # What visitors wrote or bought.
        *("feedback", "flamingo_inbound", "flamingo_outbound", "flamingo_contact"),
        *("nf_sub", "wpforms_entries", "cfdb7", "elementor_cf_db", "frm_display"),
        *("shop_order", "shop_order_refund", "shop_subscription", "shop_coupon"),
        *("edd_payment", "edd_discount", "edd_log", "give_payment", "give_log"),
        *("jp_pay_order", "jp_pay_product", "mc4wp-form", "mailpoet_page"),
        *("wpsc-message", "ticket", "support_ticket", "wp_email_log", "wp_log"),
        # Forms, layouts, sliders, tables, jobs.
        *("wpcf7_contact_form", "wpforms", "nf_form", "frm_styles", "jetpack_form"),
        *("elementor_library", "elementor_snippet", "elementor_font", "et_pb_layout"),
        *("fusion_template", "vc_grid_item", "templatera", "fl-builder-template"),
        *("ml-slider", "soliloquy", "popup", "popup_theme", "tablepress_table"),
        *("scheduled-action", "amp_validated_url", "safecss", "jp_img_sitemap"),
        *("jp_sitemap", "jp_sitemap_master", "jp_vid_sitemap", "jp_mem_plan"),
        *("redirect_rule", "ae_global_templates", "bp-email", "wp_router_page"),
    }
)


def has_own_page(post_type: str, link: str) -> bool:
    """Whether posts of a type had a page: others have their type in their address."""
    return post_type == "post" or "post_type=" not in link


@dataclass(frozen=True, slots=True)
class Term:
    """A category, a tag or what a plugin made of one, on an item or in the head."""

    domain: str
    nicename: str
    name: str
    parent: str = ""
    description: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """Someone who writes: ``id`` and ``login`` are WordPress's own."""

    id: str
    login: str
    display_name: str
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, a pingback or a trackback."""

    id: str
    author: str
    email: str
    date: str
    text: str
    approved: str
    type: str
    parent: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Item:
    """A post, a page, an attachment, a menu entry: WordPress keeps all in one table."""

    number: int
    id: str
    type: str
    status: str
    title: str
    link: str
    guid: str
    creator: str
    content: str
    excerpt: str
    name: str
    parent: str
    date: str
    date_gmt: str
    pub_date: str
    modified_gmt: str
    password: str
    comment_status: str
    attachment_url: str
    terms: tuple[Term, ...]
    meta: dict[str, str]
    old_slugs: tuple[str, ...]
    comments: tuple[Remark, ...]


@dataclass(slots=True)
class Channel:
    """The head of the file: the site, its people and its terms."""

    version: str = ""
    link: str = ""
    language: str = ""
    users: dict[str, User] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
